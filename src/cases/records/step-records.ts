/**
 * The records of the investigation's own steps 现场检查、调查询问. A step may say that there was nothing to inspect, or nobody who could be asked: why is asked then,
 * and no record is written. What an interview says of its times holds the officers of the case to it.
 */
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { type FieldProblem, problem } from '../../platform/problem.ts'
import type { FormData, TaskRow } from '../../tasks/index.ts'
import type { CaseRow } from '../model.ts'
import { type CaseRoom, officersOf } from '../room.ts'
import { guardianFault } from './interviewed-person.ts'
import { keepInterviewTimes, timeFaults, type Times } from './times.ts'

const recorded: { readonly [formId: string]: (data: FormData) => boolean } = {
  'inspect-scene': ({ notInspected }) => notInspected !== true,
  'interview-party': ({ notInterviewed }) => notInterviewed !== true,
}

/**
 * Its times, and that who kept it is an officer of the case. Asked when the task is completed, not when a field of it is corrected 更正: the officers may be others by then.
 * @throws Problem `input-invalid`; `conflict` where the case is on an older model, which waits for the record.
 */
export async function requireSoundRecord(
  room: CaseRoom,
  { sql }: WriteTransaction,
  row: CaseRow,
  { form_id: formId, headers }: Pick<TaskRow, 'form_id' | 'headers'>,
  data: FormData,
): Promise<void> {
  const isRecorded = recorded[formId]
  if (!isRecorded) return
  if (!isRecorded(data)) {
    if ((JSON.parse(headers) as { record?: string }).record !== 'optional')
      throw problem('conflict', '本案按旧版流程办理，这一步须形成笔录，不能略去')
    return
  }
  const faults = await timeFaults(room, sql, row, data as unknown as Times)
  if (faults.length > 0) throw problem('input-invalid', '笔录的时间有误，请核对', faults)
  const handlers = (await officersOf(sql, row.id)).map(({ officer_id }) => officer_id)
  if (handlers.includes(data.recorder as string)) return
  const names = (await room.officers.getMany(handlers)).map(({ id, name }) => `${name}（${id}）`)
  throw problem('input-invalid', '记录人不对', [
    { path: 'recorder', message: `记录人须是本案办案人员，填写人员编号：${names.join('、')}` },
  ])
}

export async function keepStepInterview(
  room: CaseRoom,
  tx: WriteTransaction,
  formId: string,
  data: FormData,
  { factId, caseId, officerIds }: { factId: string; caseId: string; officerIds: readonly string[] },
): Promise<void> {
  if (formId === 'interview-party' && recorded[formId]!(data))
    await keepInterviewTimes(room, tx, factId, caseId, officerIds, data as unknown as Times)
}

/** @throws Problem `input-invalid`. */
export function checkInterview(
  room: CaseRoom,
  _tx: WriteTransaction,
  _row: CaseRow,
  { data }: { data: FormData },
): void {
  const faults: (FieldProblem | false)[] = recorded['interview-party']!(data)
    ? [
        !Array.isArray(data.answers) && { path: 'answers', message: '询问笔录至少一问一答' },
        guardianFault(room, data as unknown as Parameters<typeof guardianFault>[1]),
      ]
    : [
        data.notInterviewedFor === refusedToSpeak &&
          data.cooperative === true && {
            path: 'cooperative',
            message: '当事人拒绝接受询问的，不能认定为配合调查（行政处罚法 第五十五条）',
          },
      ]
  const found = faults.filter((fault) => fault !== false)
  if (found.length > 0) throw problem('input-invalid', '填写的内容有误，请逐项更正', found)
}

const refusedToSpeak = '当事人拒绝接受询问'
