/** 说明.txt: what the package is and how whoever gets it can check it, in plain Chinese. */
import { legalMinute } from '../platform/clock.ts'
import { type Manifest, manifestName } from './manifest.ts'

type Said = Pick<Manifest, 'bureau' | 'purpose' | 'recipient' | 'exportedBy' | 'case' | 'files' | 'findings'>

export function readmeOf(
  { bureau, purpose, recipient, exportedBy, case: of, files, findings }: Said,
  at: number,
): string {
  const count = (what: string) => files.filter((one) => one.what === what && one.path !== null).length
  const wrong = files.filter(({ found }) => found !== 'same')
  return `${[
    '案卷导出包',
    '',
    `单位：${bureau}`,
    `案件：${of.number ?? `（尚无案号）${of.id}`}`,
    `送交：${recipient}`,
    `用途：${purpose}`,
    `导出：${exportedBy.name}，${legalMinute(at)}`,
    '',
    '包内',
    `  卷宗    装订成册的卷宗 ${count('volume')} 份；还没有归档的案件没有卷宗`,
    `  文书    签发的文书 ${count('document')} 份，签名件、补打件 ${count('copy')} 份`,
    `  证据    证据原件 ${count('evidence')} 份，与收入时逐字节相同`,
    `  ${manifestName}    每个文件的指纹（SHA-256 和国密 SM3）、文号、签发日期和签发人，每次审批的意见，每个期限，本案在审计日志中的每一行`,
    '',
    '怎样核对',
    '  装有执衡的电脑，不需要数据库：zhiheng case verify 本文件.zip',
    '  它逐个核对包内文件的指纹和审计日志的行，指出缺少的、多出的、改动过的文件。',
    '  没有执衡的，用任何工具计算文件的 SHA-256（Windows：certutil -hashfile 文件 SHA256），与清单中的比对。',
    `  ${manifestName} 自己的指纹记在导出单位的审计日志里，可以向导出单位询问，核对时加 --manifest 指纹。`,
    '  审计日志各行在全局的链上不一定相邻；每一行的行号和指纹可以请导出单位用 zhiheng audit verify --anchor 核对。',
    '',
    ...(wrong.length === 0
      ? ['导出时每个文件都与保存时的指纹一致。']
      : [
          '导出时有问题的文件：',
          ...wrong.map(
            ({ name, number, found }) =>
              `  《${name}》${number ?? ''}：${found === 'missing' ? '文件不见了，包内没有' : '内容与保存时的指纹不符，照现有内容导出'}`,
          ),
        ]),
    ...(findings.length === 0
      ? ['导出时的审计检查没有查出问题。']
      : ['导出时的审计检查查出：', ...findings.map(({ text }) => `  ${text}`)]),
    '',
    '举报人、投诉人的信息不在包内。',
  ].join('\r\n')}\r\n`
}
