# Two stages: the first compiles hnswlib-node and the TypeScript, the second has neither compiler nor sources.
FROM node:22-bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
WORKDIR /attest
# The official image carries Node's own headers, so node-gyp need not fetch them.
ENV npm_package_config_node_gyp_nodedir=/usr/local
COPY package.json package-lock.json ./
COPY scripts ./scripts
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY web ./web
RUN npm run build && npm prune --omit=dev \
 # Only this platform's runtime is used, and inference never runs in a browser; one file stays because @xenova/transformers imports it.
 && find node_modules/onnxruntime-web/dist -type f ! -name ort-web.node.js -delete \
 && rm -rf node_modules/onnxruntime-node/bin/napi-v3/darwin node_modules/onnxruntime-node/bin/napi-v3/win32

FROM node:22-bookworm-slim
WORKDIR /attest
ENV NODE_ENV=production ATTEST_HOST=0.0.0.0 ATTEST_CORPUS_DIR=/data/corpus ATTEST_INDEX_DIR=/data/index ATTEST_MODEL_CACHE_DIR=/data/models
COPY --from=build /attest/node_modules ./node_modules
COPY --from=build /attest/dist ./dist
COPY package.json LICENSE ./
COPY models ./models
COPY prompts ./prompts
COPY corpus /data/corpus
RUN mkdir -p /data/index /data/models && chown -R node:node /data/index /data/models
USER node
EXPOSE 3000
VOLUME ["/data/corpus", "/data/index"]
# Live, not ready: a container that still ingests must not be restarted for it.
HEALTHCHECK --interval=15s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.ATTEST_PORT || 3000) + '/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# It listens beyond loopback here, so it needs ATTEST_API_KEYS (or the explicit ATTEST_ALLOW_UNAUTHENTICATED=true).
CMD ["node", "dist/cli/main.js", "serve"]
