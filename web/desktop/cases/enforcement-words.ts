/** How enforcement 执行 stands, in words. */
export const enforcementStates = {
  none: '没有罚款',
  'to-serve': '决定待送达',
  paying: '缴款期内',
  deferred: '延期、分期',
  overdue: '逾期未缴',
  stayed: '中止执行',
  paid: '已经缴清',
  ended: '终结执行',
} as const

export const enforcementSteps = {
  demand: '催告',
  'court-application': '拟申请法院强制执行',
  'court-filing': '已申请法院强制执行',
  'court-ruling': '法院已裁定',
} as const

export const partStates = { paid: '已缴', due: '待缴', overdue: '逾期' } as const
export const planStates = { running: '执行中', broken: '已终止', paid: '已缴清' } as const
export const refundStates = { approved: '已批准，待支付', paid: '已支付', overtaken: '已失效' } as const
export const ownStates = {
  demanded: '已催告',
  decided: '已决定',
  'to-tell': '待通知当事人',
  ended: '已结束',
} as const
