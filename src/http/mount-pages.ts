/** The web product: files that the build left in dist/web. A browser that asks for an address of its own gets the page, which knows its own addresses. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Express } from 'express'
import sirv from 'sirv'

const year = 31_536_000

/** @param folder of the built pages; where it has none, the address `/` leads to what runs. */
export function mountPages(app: Express, folder: string): void {
  const index = join(folder, 'index.html')
  if (!existsSync(index)) {
    app.get('/', (_request, response) => response.redirect('/status'))
    return
  }
  app.use(
    sirv(folder, {
      etag: true,
      gzip: true,
      brotli: true,
      setHeaders(response, path) {
        // What the build names by its content never changes; everything else is asked for again.
        response.setHeader(
          'cache-control',
          path.startsWith('/assets/') ? `public, max-age=${year}, immutable` : 'no-cache',
        )
      },
    }),
  )
  app.get('/{*page}', (request, response, next) => {
    if (request.accepts(['json', 'html']) !== 'html') return next()
    response.sendFile(index, { headers: { 'cache-control': 'no-cache' } })
  })
}
