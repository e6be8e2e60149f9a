# Dunlin's own image: API, worker and migrations. Debian slim, because the Temporal SDK needs glibc; not root.
FROM node:20-bookworm-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && chown -R node:node /app
USER node
ENV NODE_ENV=production
CMD ["node", "bin/dunlin.js", "server"]
