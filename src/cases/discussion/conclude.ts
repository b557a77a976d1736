/** The end of a collective discussion 讨论决定: with a quorum and a majority only; who was there, what each said, and who disagreed become the fact that the record prints. */
import { isoInstant, parseInstant } from '../../platform/clock.ts'
import { updateRows } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { Completion, FormData } from '../../tasks/index.ts'
import type { DiscussionRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { needed } from './rules.ts'
import { membersOf, openOf, votesOf } from './session.ts'

const words = { agree: '同意', disagree: '不同意', abstain: '弃权' }

/** @returns what the form's data get beside them. @throws Problem `conflict` without a quorum or a majority. */
export async function concludeDiscussion(
  room: CaseRoom,
  tx: WriteTransaction,
  { actor, task, data, actId }: Completion,
): Promise<FormData> {
  const discussion = await openOf(tx.sql, task.case_id!)
  if (!discussion)
    throw problem('conflict', '请先召集集体讨论，由各成员发表意见并表决（行政处罚法 第五十七条）')
  const members = await membersOf(tx.sql, discussion.id)
  if (!members.some(({ officer_id, recusal }) => officer_id === actor.officerId && recusal === null))
    throw problem('forbidden', '只有参加讨论的成员可以登记讨论结果')
  const votes = await votesOf(tx.sql, discussion.id)
  const eligible = members.filter(({ recusal }) => recusal === null)
  const present = eligible.flatMap(({ officer_id, name, post }) => {
    const vote = votes.get(officer_id)
    return vote ? [{ name, post, officerId: officer_id, ...vote }] : []
  })
  const { present: quorum, agree: majority } = needed(room.discussionRules, eligible.length)
  if (present.length < quorum)
    throw problem('conflict', `到会并表决的成员不足法定人数：应到 ${quorum} 人，实到 ${present.length} 人`)
  if (!present.some(({ officerId }) => officerId === discussion.host_id))
    throw problem('conflict', '主持人尚未发表意见')
  const agreed = present.filter(({ choice }) => choice === 'agree').length
  if (agreed < majority)
    throw problem('conflict', `未获通过：须 ${majority} 人同意，${agreed} 人同意；可以继续讨论后重新表决`)
  const endedAt = parseInstant(data.endedAt as string)
  if (endedAt < discussion.started_at || endedAt > room.clock.now())
    throw problem('input-invalid', '时间有误', [
      { path: 'endedAt', message: '结束时间不能早于开始时间，也不能晚于现在' },
    ])
  await updateRows<DiscussionRow>(
    tx.sql,
    'discussions',
    { id: discussion.id },
    { state: 'concluded', open_mark: null, act_id: actId },
  )
  const host = members.find(({ officer_id }) => officer_id === discussion.host_id)!
  const dissent = present.filter(({ choice }) => choice !== 'agree')
  return {
    discussionId: discussion.id,
    startedAt: isoInstant(discussion.started_at),
    place: discussion.place,
    host: { name: host.name, post: host.post },
    members: present.map(({ name, post, choice, opinion }) => ({
      name,
      post,
      choice,
      opinion: `${words[choice]}。${opinion}`,
    })),
    absent: eligible.filter(({ officer_id }) => !votes.has(officer_id)).map(({ name }) => name),
    recused: members
      .filter(({ recusal }) => recusal !== null)
      .map(({ name, recusal }) => `${name}：${recusal}`),
    ...(dissent.length > 0 && {
      dissent: dissent
        .map(({ name, choice, opinion }) => `${name}（${words[choice]}）：${opinion}`)
        .join('\n'),
    }),
  }
}

/** The engine did not take the completion: the discussion goes on. */
export async function reopenDiscussion(tx: WriteTransaction, actId: string): Promise<void> {
  await tx.sql.run(
    "UPDATE discussions SET state = 'open', open_mark = case_id, act_id = NULL WHERE act_id = ?",
    [actId],
  )
}
