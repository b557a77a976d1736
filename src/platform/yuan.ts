/** Money in messages to people: kept in fen 分, said in yuan 元. */
export const yuan = (fen: number): string => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2))
