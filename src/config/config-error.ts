import { StartError } from '../domain/errors.ts';

export class ConfigError extends StartError {
  override readonly name = 'ConfigError';
}
