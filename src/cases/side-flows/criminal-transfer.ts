/** 移送司法机关: a case that may be a crime goes to the police (行政处罚法 第二十七条). */
import { z } from 'zod'
import { endEarly } from './end-early.ts'
import { sideFlow } from './kind.ts'
import { materials, whyDecided } from './requirements.ts'
import { text } from '../../platform/required-text.ts'

export const criminalTransfer = sideFlow({
  title: '移送司法机关',
  law: '行政处罚法 第二十七条',
  document: 'criminal-transfer',
  fact: 'criminal-transfer',
  suspendedToo: true,
  fields: z.strictObject({
    police: text(100),
    procuratorate: text(100).optional(),
    crime: text(100),
    crimeBasis: text(200),
    course: text(4000),
    materials,
  }),
  whyNot: (_room, _tx, row) => whyDecided(row),
  request: (_room, _tx, _row, given) => Promise.resolve(given),
  apply: (room, tx, row, _fact, actor) => endEarly(room, tx, row, 'transferred', actor),
})
