/** Where someone wanted to go before they had to sign in: within the product, never elsewhere. */
export function wanted(query: unknown): string {
  return typeof query === 'string' && /^\/(?![/\\])/.test(query) ? query : '/'
}
