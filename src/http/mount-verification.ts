/** The verification page at `/verify/<code>`, outside the API: people come here from a paper. */
import type { Express } from 'express'

export interface VerificationPage {
  page(code: string, from: string): Promise<{ status: number; html: string; retryAfter?: number | undefined }>
  script: string
}

export function mountVerification(app: Express, { page, script }: VerificationPage): void {
  app.get('/verify/compare.js', (_request, response) => {
    response.type('text/javascript').set('cache-control', 'public, max-age=300').send(script)
  })
  app.get('/verify/:code', async (request, response) => {
    const { status, html, retryAfter } = await page(request.params.code, request.ip ?? '')
    if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
    response.status(status).set('cache-control', 'no-store').type('html').send(html)
  })
}
