import { DataTypes, type Model, type ModelStatic, type Sequelize } from 'sequelize'
import type { LawLevel } from './service.ts'

export interface LawRow {
  name: string
  title: string
  level: LawLevel
  /** Order of data/laws.yaml. */
  position: number
  confirmed_by: string | null
  confirmed_on: string | null
}

export interface ArticleRow {
  law: string
  article: number
  asks: string
}

export interface LawModels {
  laws: ModelStatic<Model<LawRow, LawRow>>
  articles: ModelStatic<Model<ArticleRow, ArticleRow>>
}

export function defineLawModels(sequelize: Sequelize): LawModels {
  return {
    laws: sequelize.define<Model<LawRow, LawRow>>(
      'law',
      {
        name: { type: DataTypes.STRING(80), primaryKey: true },
        title: DataTypes.STRING(120),
        level: DataTypes.STRING(30),
        position: DataTypes.BIGINT,
        confirmed_by: DataTypes.STRING(60),
        confirmed_on: DataTypes.STRING(10),
      },
      { tableName: 'laws' },
    ),
    articles: sequelize.define<Model<ArticleRow, ArticleRow>>(
      'article',
      {
        law: { type: DataTypes.STRING(80), primaryKey: true },
        article: { type: DataTypes.BIGINT, primaryKey: true },
        asks: DataTypes.TEXT,
      },
      { tableName: 'articles' },
    ),
  }
}
