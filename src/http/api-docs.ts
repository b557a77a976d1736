/** The API description rendered as readable docs: Swagger UI from its own package, nothing from outside. */
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import express, { type Router } from 'express'

export function apiDocs(descriptionAddress: string): Router {
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  const router = express.Router()
  router.get('/', (_request, response) => void response.type('html').send(page))
  router.get('/start.js', (_request, response) => void response.type('js').send(start(descriptionAddress)))
  router.use(express.static(assets, { index: false, maxAge: '1d' }))
  return router
}

const page = `<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>执衡 API 说明</title>
  <base href="/api/docs/">
  <link rel="stylesheet" href="swagger-ui.css">
</head>
<body>
  <div id="docs"></div>
  <script src="swagger-ui-bundle.js"></script>
  <script src="start.js"></script>
</body>
</html>
`

const start = (address: string) => `SwaggerUIBundle(${JSON.stringify({
  url: address,
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: -1,
  tryItOutEnabled: false,
})})
`
