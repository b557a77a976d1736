interface Place {
  to: string
  name: string
  /** By which it is shown; none: to everybody. */
  right?: string
  /** Another address of the same place. */
  also?: string
}

/** Where one can go from the frame of every page. */
export const places: Place[] = [
  { to: '/tasks', name: '待办' },
  { to: '/clues', name: '线索' },
  { to: '/cases', name: '案件' },
  { to: '/property-items', name: '涉案财物', right: 'property.read', also: '/stock-takes' },
]

/** 四库 the four databases. The right by which each is read; none: everybody. */
export const registers = [
  { to: '/parties', name: '服务对象', right: 'party.read' },
  { to: '/violations', name: '违法行为', right: 'violation.read' },
  { to: '/laws', name: '法律法规', right: 'law.read' },
  { to: '/officers', name: '执法人员', right: 'officer.read' },
]
