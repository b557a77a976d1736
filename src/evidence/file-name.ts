import { problem } from '../platform/problem.ts'

/** Names are shown and printed, never used as paths. @throws Problem `input-invalid`. */
export function requireFileName(name: string): void {
  // Separators of paths, control characters, and what turns the reading direction (report.gpj.exe).
  if (name.trim() === '' || name.length > 200 || /[\\/\p{Cc}\p{Cf}\u2028\u2029]/u.test(name))
    throw problem('input-invalid', '文件名不对', [
      { path: 'name', message: '1 至 200 个字，不含路径和不可显示的字符' },
    ])
}
