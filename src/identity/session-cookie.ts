/**
 * A page's session: the token lies in a cookie that no script can read, so a script that gets into a page cannot carry it off. What another site makes a
 * browser send is refused twice: the cookie stays at home (`SameSite=Strict`), and what changes anything carries a header that only our own pages can set.
 */
import { z } from 'zod'

const name = 'zhiheng'
/** The header, in lower case; any value. */
export const pageHeader = 'x-zhiheng-page'

export const keep = z
  .enum(['token', 'cookie'])
  .default('token')
  .describe(
    `令牌放在哪里：token 在答复中返回；cookie 由浏览器保管，答复中没有，页面脚本读不到，此后除 GET 外的请求须带请求头 ${pageHeader}`,
  )
export type Keep = z.infer<typeof keep>

/** @param length ms that it lives. @param secure whether the request came over TLS. */
export function sessionCookie(token: string, length: number, secure: boolean): string {
  return cookie(token, Math.floor(length / 1000), secure)
}

export function noSessionCookie(secure: boolean): string {
  return cookie('', 0, secure)
}

function cookie(value: string, seconds: number, secure: boolean): string {
  return [
    `${name}=${value}`,
    ...['Path=/', `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Strict'],
    ...(secure ? ['Secure'] : []),
  ].join('; ')
}

/** @param header the request's `Cookie`. */
export function tokenOfCookie(header: string | undefined): string | undefined {
  return new RegExp(`(?:^|;\\s*)${name}=([\\w-]+)`).exec(header ?? '')?.[1]
}
