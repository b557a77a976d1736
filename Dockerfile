FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:20-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends chromium-headless-shell && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app /app
RUN mkdir -p /var/lib/zhiheng/keys && chmod 700 /var/lib/zhiheng/keys && chown -R node /var/lib/zhiheng
USER node
VOLUME /var/lib/zhiheng
EXPOSE 8088
ENTRYPOINT ["node", "dist/src/cli/main.js"]
CMD ["start"]
