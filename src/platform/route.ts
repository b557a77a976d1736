/**
 * An HTTP route as data: its zod schemas are the one source of validation, of the OpenAPI description and of the web's types. `src/http` composes
 * the slices' routes; a slice never sees Express.
 *
 * `Asker` is who asks; the identity slice says what that is (`Actor`), so the platform need not know.
 */
import type { z } from 'zod'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** What a handler may answer with instead of a plain body. */
export interface Reply {
  status?: number
  headers?: { [name: string]: string }
  /** JSON; a Buffer or a stream of bytes with its `content-type` header set; or pieces of text that are sent as they come. */
  body?: unknown
}

export interface RouteContext<Asker, P, Q, B> {
  asker: Asker
  params: P
  query: Q
  body: B
  /** The `Idempotency-Key` header, where one was sent. */
  idempotencyKey: string | undefined
  /** The `If-Match` header, where one was sent. */
  ifMatch: string | undefined
  /** The `Range` header, where one was sent. */
  range: string | undefined
  /** Of an `upload` route: the body's bytes as they come. @throws Problem `too-large` while they are read. */
  upload: AsyncIterable<Buffer>
  /** Address of the client. */
  from: string
  /** Whether the client asks over TLS. */
  secure: boolean
  /** Aborts when the client goes away. */
  signal: AbortSignal
}

type Infer<S> = S extends z.ZodType ? z.infer<S> : undefined

export interface RouteDefinition<
  Asker,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
> {
  method: Method
  /** OpenAPI form below /api/v1, e.g. `/cases/{caseId}`. */
  path: string
  /** Chinese, as the API description shows it. */
  summary: string
  description?: string
  tag: string
  /** Open routes answer without a session: `asker` is then undefined. */
  open?: boolean
  /** Answers also to who must set up a second factor before anything else. */
  enrolling?: boolean
  /** Answers also to who must change a one-time password before anything else. */
  passwordDue?: boolean
  /** A POST that makes something new, and answers with nothing personal: sent again with the same `Idempotency-Key` it gets the first answer. */
  creates?: boolean
  /** The body is a file of at most so many bytes, of any type, and reaches the handler as `upload`. */
  upload?: { largest: number }
  params?: P
  query?: Q
  body?: B
  /** Schema of a successful JSON answer; left out where the answer is a file or empty. */
  response?: z.ZodType
  /** Content type of a successful answer that is not JSON. */
  produces?: string
  handle(context: RouteContext<Asker, Infer<P>, Infer<Q>, Infer<B>>): Promise<Reply | undefined>
}

/** Any route, as the composition sees it: the schemas have already been applied when `handle` is called. */
export type Route<Asker> = RouteDefinition<
  Asker,
  z.ZodType | undefined,
  z.ZodType | undefined,
  z.ZodType | undefined
>

/** Declares a route with its types inferred from its schemas. */
export function route<
  Asker,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(definition: RouteDefinition<Asker, P, Q, B>): Route<Asker> {
  return definition as unknown as Route<Asker>
}
