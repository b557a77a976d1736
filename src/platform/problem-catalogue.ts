/**
 * The one catalogue of problems (RFC 9457): code, HTTP status, the Chinese title that a person sees, and what can be done, shown at `/problems/<code>`, which is
 * the `type` of each. A test holds it equal to docs/problems.md. Alphabetical by code. The detail of one occurrence is given where the problem is thrown.
 */
export interface ProblemKind {
  status: number
  title: string
  advice: string
  /** Whole seconds after which it may be tried again: what is gone for a while comes back by itself. */
  retryAfter?: number
}

export const problemCatalogue = {
  'calendar-missing': {
    status: 409,
    title: '缺少该年度的放假安排',
    advice:
      '请系统管理员或者规则维护人员按国务院办公厅的通知录入该年度的放假安排，另一人确认；停下的流程随后自动继续，不用重启。',
  },
  'certificate-expired': {
    status: 409,
    title: '执法证件已过期',
    advice: '请先在人员档案里登记新的执法证件，或者申请更换办案人员；停下的文书随后自动继续。',
  },
  'changed-meanwhile': {
    status: 412,
    title: '内容已被他人修改',
    advice: '请重新打开，核对他人的修改以后再提交（带上新的 ETag）。',
  },
  'code-required': {
    status: 401,
    title: '需要验证码',
    advice: '请填写验证器里的六位验证码，或者一个备用码。',
  },
  conflict: {
    status: 409,
    title: '与当前状态冲突',
    advice: '按 detail 说明的原因处理：补齐前一步，或者刷新后看现在的状态。',
  },
  'database-unavailable': {
    status: 503,
    title: '数据库暂时不可用',
    advice:
      '请保留填写的内容，稍候再提交；提交时带了 Idempotency-Key 的，用同一个键再提交，不会重复登记。数据库恢复以后服务自己接上，不用重启。',
    retryAfter: 5,
  },
  'engine-refused': {
    status: 409,
    title: '流程引擎未接受本次操作',
    advice: '操作未生效，任务可能已经办结或者取消；请刷新后再看。',
  },
  'engine-unavailable': {
    status: 503,
    title: '流程引擎暂时不可用',
    advice: '操作没有丢失，流程引擎恢复后会继续；请稍候再试。',
    retryAfter: 5,
  },
  'file-store-unavailable': {
    status: 503,
    title: '文件存储暂时不可用',
    advice:
      '本次没有登记任何内容。请保留填写的内容，稍候再提交；提交时带了 Idempotency-Key 的，用同一个键再提交，不会重复登记。文件存储恢复以后服务自己接上，不用重启。',
    retryAfter: 5,
  },
  forbidden: {
    status: 403,
    title: '无权进行此操作',
    advice: '请由有权的人办理，或者请系统管理员核对角色和部门。',
  },
  'input-invalid': { status: 422, title: '输入有误', advice: 'fields 逐项写明哪一栏不对，更正后再提交。' },
  internal: {
    status: 500,
    title: '系统内部错误',
    advice: '本次操作没有生效；请稍后再试，仍然出现的，请系统管理员按时间查看日志。',
  },
  malformed: {
    status: 400,
    title: '请求无法读取',
    advice: '请求的格式不对（不是合法的 JSON、UTF-8，或者类型不符），请检查调用程序。',
  },
  'not-found': { status: 404, title: '未找到', advice: '可能写错了地址或者编号，也可能无权知道它是否存在。' },
  'password-change-required': {
    status: 403,
    title: '须先修改密码',
    advice: '请先用 PUT /me/password 修改一次性密码。',
  },
  'printing-unavailable': {
    status: 503,
    title: '文书暂时无法打印',
    advice:
      '文书内容没有丢失，打印文书的浏览器会自动重新启动，请稍候再试；一直不行的，请系统管理员运行 zhiheng doctor。',
    retryAfter: 10,
  },
  'rule-unconfirmed': {
    status: 409,
    title: '规则尚未经法制机构确认',
    advice: '请法制机构两人确认该规则以后再引用。',
  },
  'same-act': {
    status: 409,
    title: '可能是同一违法行为',
    advice:
      '请核对 detail 所列的处罚或者案件；确属另一违法行为的，在 distinctAct 写明理由后再提交，理由随决定留存。',
  },
  'second-factor-required': {
    status: 403,
    title: '须先设置第二重验证',
    advice: '请先用 POST /me/second-factor 设置第二重验证。',
  },
  'signed-out': { status: 401, title: '请先登录', advice: '会话已经结束，请重新登录。' },
  'sign-in-failed': {
    status: 401,
    title: '用户名或密码不正确',
    advice: '请核对用户名和密码；多次不对的，账号会暂时锁定。',
  },
  'storage-full': {
    status: 507,
    title: '存储空间已满',
    advice:
      '本次没有登记任何内容。请保留填写的内容，并请系统管理员腾出服务器磁盘空间；腾出以后自动恢复，不用重启，再提交一次即可，上传从断开处继续。',
    retryAfter: 30,
  },
  'too-large': { status: 413, title: '内容过大', advice: '请减小文件或者内容；证据请用可续传的上传接口。' },
  'too-many-requests': {
    status: 429,
    title: '操作过于频繁',
    advice: '请停一会儿再试；反复重试只会等得更久。',
  },
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof problemCatalogue
