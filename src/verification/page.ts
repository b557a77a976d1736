/** The page behind a document's QR code, made for a phone in one hand and the paper in the other. Works without a script; the script compares a file. */
import Handlebars from 'handlebars'
import { actWords, type Standing } from '../documents/acts/model.ts'
import { Problem } from '../platform/problem.ts'
import type { Verification, Verified } from './service.ts'
import { style } from './page-style.ts'

const standings: Record<Standing, { word: string; mark: string; tone: string; says: string }> = {
  valid: { word: '有效', mark: '✓', tone: 'good', says: '本文书由本机关出具，登记在案。' },
  corrected: {
    word: '有效，已补正',
    mark: '✓',
    tone: 'note',
    says: '本文书由本机关出具，个别文字已经补正，须与补正通知书一并使用。',
  },
  invalidated: { word: '已作废', mark: '×', tone: 'bad', says: '本文书由本机关出具，现已作废，不再使用。' },
  withdrawn: { word: '已撤销', mark: '×', tone: 'bad', says: '本文书由本机关出具，现已撤销，不再具有效力。' },
}

const layout = Handlebars.compile<{ title: string; body: string; script: boolean }>(
  `<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex, nofollow">
  <meta name="referrer" content="no-referrer">
  <title>{{title}}</title>
  <style>${style}</style>
</head>
<body>
{{{body}}}
{{#if script}}<script src="/verify/compare.js" defer></script>{{/if}}
</body>
</html>
`,
  { strict: true },
)

const found = Handlebars.compile(
  `<header><p>{{bureau}}</p><h1>文书核验</h1></header>
<main>
<section class="state {{tone}}">
  <p class="word"><span class="mark" aria-hidden="true">{{mark}}</span>{{word}}</p>
  <p>{{says}}</p>
</section>
{{#if acts}}<ul class="acts">{{#each acts}}<li><span class="whole">{{on}}</span> 已{{word}}{{#if number}}，见<span class="whole">{{number}}</span>{{/if}}</li>{{/each}}</ul>{{/if}}
<section>
  <h2>请与手中的文书核对</h2>
  <dl>
    <dt>文书</dt><dd>{{title}}</dd>
    <dt>文号</dt><dd class="whole number">{{number}}</dd>
    <dt>日期</dt><dd class="whole">{{day}}</dd>
    <dt>机关</dt><dd>{{bureau}}</dd>
    {{#if reprints}}<dt>补打</dt><dd>{{reprints}} 次，最近一次 <span class="whole">{{lastReprintOn}}</span>；补打件页眉注明“补打”</dd>{{/if}}
  </dl>
</section>
<section id="compare" data-code="{{code}}" hidden>
  <h2>比对电子文件</h2>
  <p class="quiet">收到的是 PDF 文件时，可以比对它与本机关签发的是否一字不差。</p>
  <label class="act"><input type="file" accept="application/pdf,.pdf">选择 PDF 文件比对</label>
  <p class="outcome" role="status" aria-live="polite"></p>
</section>
<details>
  <summary>电子文件指纹</summary>
  <dl class="prints">
    <dt>SHA-256</dt><dd>{{#each sha256}}<span>{{this}}</span> {{/each}}</dd>
    <dt>SM3</dt><dd>{{#each sm3}}<span>{{this}}</span> {{/each}}</dd>
  </dl>
</details>
</main>
<footer>
  <p>内容不符，或者文书上没有本页所列文号的，请勿采信{{#if phone}}，并致电 <span class="whole">{{phone}}</span> 查询{{/if}}。</p>
  <p>本页只显示文书上已有的内容，不记录您的身份。</p>
</footer>`,
  { strict: true },
)

const missing = Handlebars.compile(
  `<header><p>执衡 Zhiheng</p><h1>文书核验</h1></header>
<main><section class="state bad"><p class="word"><span class="mark" aria-hidden="true">?</span>{{word}}</p><p>{{says}}。</p></section></main>`,
  { strict: true },
)

/** @returns the page and its status; a page too where nothing is found. */
export async function verificationPage(
  verification: Verification,
  code: string,
  from: string,
): Promise<{ status: number; html: string; retryAfter?: number | undefined }> {
  try {
    const verified = await verification.look(code, from)
    return { status: 200, html: foundPage(verified, code) }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const word = error.code === 'too-many-requests' ? '请稍后再试' : '未找到'
    const body = missing({ word, says: error.message })
    const { status, retryAfter } = error
    return { status, retryAfter, html: layout({ title: '文书核验', body, script: false }) }
  }
}

function foundPage(verified: Verified, code: string): string {
  const [year, month, day] = verified.issuedOn.split('-').map(Number)
  const body = found({
    ...verified,
    ...standings[verified.standing],
    code,
    day: `${year}年${month}月${day}日`,
    acts: verified.acts.map(({ kind, on, number }) => ({ on, number, word: actWords[kind] })),
    sha256: verified.sha256.match(/.{8}/g),
    sm3: verified.sm3.match(/.{8}/g),
  })
  return layout({ title: `${verified.number} 文书核验`, body, script: true })
}

/** Takes the fingerprint in the browser; where it may not (no TLS), the server does, and keeps nothing. */
export const compareScript = `'use strict'
const place = document.getElementById('compare')
if (place) {
  place.hidden = false
  const outcome = place.querySelector('.outcome')
  const address = '/api/v1/verifications/' + place.dataset.code + '/comparison'
  const words = {
    original: ['good', '✓ 与本机关签发的原件一致'],
    signed: ['good', '✓ 与本机关的签名件一致'],
    reprint: ['good', '✓ 与本机关的补打件一致'],
  }
  const say = (tone, text) => {
    outcome.className = 'outcome ' + tone
    outcome.textContent = text
  }
  const ask = async (file) => {
    if (!globalThis.crypto || !crypto.subtle) return fetch(address, { method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream' } })
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
    const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
    return fetch(address + '?sha256=' + sha256)
  }
  place.querySelector('input').addEventListener('change', async ({ target }) => {
    const file = target.files[0]
    if (!file) return
    say('', '正在比对…')
    try {
      const answer = await ask(file)
      const body = await answer.json()
      if (!answer.ok) say('bad', body.detail)
      else if (body.match) say(...words[body.match])
      else say('bad', '× 与本机关签发的文件不一致：文件被改动过，或者不是这份文书')
    } catch {
      say('bad', '没有比对成功，请检查网络后再试')
    }
    target.value = ''
  })
}
`
