# Signalbox in a container: `docker build -t signalbox .`; .github/operations.md says how to run it.

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The optional packages are Node itself for machines without Node 24; the image has it.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    STORE_PATH=/data/signalbox.sqlite
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json app.yml ./
COPY templates ./templates
COPY src ./src
# Fails here, and not at the first start, when the image's Node is too old.
RUN node src/cli/guard.mjs && mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000 9090
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Without a shell in between, so that SIGTERM reaches Signalbox itself.
CMD ["node", "src/cli/main.ts", "start"]
