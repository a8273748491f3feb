import type { z } from 'zod';
import { defineConfig } from '../kit/config.ts';
import { credentials } from '../stablecoin-gateway/credentials.ts';

export const { config, configInput, sampleConfig } = defineConfig(credentials);
export type XcheckoutConfig = z.infer<typeof config>;
