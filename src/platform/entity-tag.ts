/** ETag and If-Match (RFC 9110) over a row's version: who saves must have read what is there. */
import { problem } from './problem.ts'

export const entityTag = (version: number): string => `"${version}"`

/** @throws Problem `input-invalid` without the header: saving blind would overwrite what another has written. */
export function versionOf(ifMatch: string | undefined): number {
  const [, version] = /^(?:W\/)?"(\d+)"$/.exec(ifMatch ?? '') ?? []
  if (version === undefined)
    throw problem('input-invalid', '请先读取最新内容再保存', [
      { path: 'If-Match', message: '请求头 If-Match 应为读取时的 ETag' },
    ])
  return Number(version)
}

/** @throws Problem `changed-meanwhile`. */
export function requireVersion(current: number, expected: number): void {
  if (current !== expected)
    throw problem('changed-meanwhile', '在您编辑期间内容已被他人修改，请重新读取后再保存')
}
