/** How the words of the register of parties 服务对象库 are said. */
export const kinds = { citizen: '公民', organisation: '法人或者其他组织' } as const

export const idKinds: Record<string, string> = {
  'resident-id': '居民身份证',
  passport: '护照',
  'hk-macau-permit': '港澳居民来往内地通行证',
  'taiwan-permit': '台湾居民来往大陆通行证',
  'credit-code': '统一社会信用代码',
}
