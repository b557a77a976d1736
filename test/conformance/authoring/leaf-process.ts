/** A process of one job, which the cases of scopes call or embed, and what its worker answers. */

export const fails = (code: string, variables?: object) => ({
  'leaf-work': [{ error: { code, ...(variables && { variables }) } }],
})
export const works = (answer: object = {}) => ({ 'leaf-work': [{ complete: answer }] })
