# Built once, run as an ordinary user: `api` and workers are the same image with another command.
FROM node:20-bookworm-slim AS build
WORKDIR /vigie
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev --omit=optional

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /vigie
COPY --from=build /vigie/package.json ./
COPY --from=build /vigie/node_modules ./node_modules
COPY --from=build /vigie/dist ./dist
COPY --from=build /vigie/prisma/migrations ./prisma/migrations
COPY --from=build /vigie/LICENSE /vigie/NOTICE ./
USER node
EXPOSE 4400
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "dist/main.js"]
CMD ["start"]
