interface Place {
  to: string
  name: string
  /** The right by which it is read; none: everybody. */
  right?: string
  /** Reached from there, not from the frame. */
  from?: string
}

/** Where one can go from every page. */
export const places: Place[] = [
  { to: '/tasks', name: '待办' },
  { to: '/clues', name: '线索' },
  { to: '/cases', name: '案件' },
  { to: '/property-items', name: '涉案财物', right: 'property.read' },
  { to: '/stock-takes', name: '盘点', right: 'property.edit', from: '/property-items' },
  { to: '/due', name: '期限', right: 'deadline.read' },
  { to: '/agenda', name: '日历', right: 'deadline.read', from: '/due' },
  { to: '/service', name: '送达', right: 'case.read' },
  { to: '/enforcement', name: '执行', right: 'case.read' },
]

/** 四库 the four databases. */
export const registers = [
  { to: '/parties', name: '服务对象', right: 'party.read' },
  { to: '/violations', name: '违法行为', right: 'violation.read' },
  { to: '/laws', name: '法律法规', right: 'law.read' },
  { to: '/officers', name: '执法人员', right: 'officer.read' },
]
