/** The bureau's mail server, by SMTP; its client is loaded only where one is configured. */
import type { Mail } from './room.ts'

/** @param url `smtp://user@host:587` (STARTTLS where the server has it) or `smtps://…`. */
export function mailServer(given: {
  url: string
  password: string
  from: string
}): (mail: Mail) => Promise<void> {
  let made: Promise<{ sendMail(mail: object): Promise<unknown> }> | undefined
  const transport = async () => {
    const { createTransport } = await import('nodemailer')
    const { protocol, hostname, port, username } = new URL(given.url)
    const secure = protocol === 'smtps:'
    return createTransport({
      host: hostname,
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: given.password } }),
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
      // Nothing of a message may make the server read a file or fetch an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }
  return async ({ to, subject, text, messageId }) => {
    const { sendMail } = await (made ??= transport()).then((one) => ({ sendMail: one.sendMail.bind(one) }))
    await sendMail({ from: given.from, to, subject, text, messageId: `<${messageId}>` })
  }
}
