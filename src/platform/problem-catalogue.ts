/**
 * The one catalogue of problems (RFC 9457): code, HTTP status and the Chinese title that a person sees. A test holds it equal to docs/problems.md.
 * Alphabetical by code. The detail of one occurrence (what, why, what now) is given where the problem is thrown.
 */
export interface ProblemKind {
  status: number
  title: string
}

export const problemCatalogue = {
  'calendar-missing': { status: 409, title: '缺少该年度的放假安排' },
  'certificate-expired': { status: 409, title: '执法证件已过期' },
  'changed-meanwhile': { status: 412, title: '内容已被他人修改' },
  'code-required': { status: 401, title: '需要验证码' },
  conflict: { status: 409, title: '与当前状态冲突' },
  'engine-refused': { status: 409, title: '流程引擎未接受本次操作' },
  'engine-unavailable': { status: 503, title: '流程引擎暂时不可用' },
  forbidden: { status: 403, title: '无权进行此操作' },
  'input-invalid': { status: 422, title: '输入有误' },
  internal: { status: 500, title: '系统内部错误' },
  malformed: { status: 400, title: '请求无法读取' },
  'not-found': { status: 404, title: '未找到' },
  'password-change-required': { status: 403, title: '须先修改密码' },
  'rule-unconfirmed': { status: 409, title: '规则尚未经法制机构确认' },
  'second-factor-required': { status: 403, title: '须先设置第二重验证' },
  'signed-out': { status: 401, title: '请先登录' },
  'sign-in-failed': { status: 401, title: '用户名或密码不正确' },
  'too-large': { status: 413, title: '内容过大' },
  'too-many-requests': { status: 429, title: '操作过于频繁' },
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof problemCatalogue
