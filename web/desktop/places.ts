/** Where one can go from the frame of every page. The right by which each is read; none: everybody. */
export const places: { to: string; name: string; right?: string }[] = [
  { to: '/tasks', name: '待办' },
  { to: '/clues', name: '线索' },
  { to: '/cases', name: '案件' },
  { to: '/due', name: '期限', right: 'deadline.read' },
  { to: '/agenda', name: '日历', right: 'deadline.read' },
  { to: '/service', name: '送达', right: 'case.read' },
]

/** 四库 the four databases. */
export const registers = [
  { to: '/parties', name: '服务对象', right: 'party.read' },
  { to: '/violations', name: '违法行为', right: 'violation.read' },
  { to: '/laws', name: '法律法规', right: 'law.read' },
  { to: '/officers', name: '执法人员', right: 'officer.read' },
]
