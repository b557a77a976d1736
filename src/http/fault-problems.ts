/** What we stand on and lack for a while, as a person is told of it. */
import { DocumentError } from '../documents/document-error.ts'
import { Unavailable } from '../engine/port.ts'
import { faultBelow, FileStoreGone, StorageFull } from '../platform/faults.ts'
import { type Problem, problem } from '../platform/problem.ts'

/** @returns undefined where the fault is not the surroundings'. */
export function faultProblem(error: unknown): Problem | undefined {
  const fault = faultBelow(error)
  if (fault instanceof StorageFull)
    return problem(
      'storage-full',
      '服务器存储空间已满，本次没有登记任何内容。请保留填写的内容，请系统管理员腾出磁盘空间后再提交。',
    )
  if (fault instanceof FileStoreGone)
    return problem(
      'file-store-unavailable',
      '存放文书和证据的文件存储暂时没有答复，本次没有登记任何内容。请保留填写的内容，稍候再提交。',
    )
  if (fault?.undone)
    return problem(
      'database-unavailable',
      '数据库暂时连不上，本次没有登记任何内容。请保留填写的内容，稍候再提交。',
    )
  if (fault)
    return problem(
      'database-unavailable',
      '数据库在处理中断开，本次是否已经登记还不清楚。请稍候刷新核对，没有登记的再提交。',
    )
  if (error instanceof Unavailable)
    return problem('engine-unavailable', '流程引擎暂时没有答复；已经提交的操作没有丢失，恢复以后自动办理。')
  if (error instanceof DocumentError && error.isPassing) return problem('printing-unavailable', error.message)
  return undefined
}
