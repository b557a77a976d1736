/** What a rule of ours is: the shape bpmnlint calls, given the facts of the project that a model must agree with. */
import type { ModelElement } from '../../src/engine/model/bpmn-file.ts'

export interface Reporter {
  report(elementId: string, message: string): void
}

export interface FormField {
  key: string
  /** The process variable that the field is sent as. */
  variable?: string
}

/** What models refer to by name. */
export interface ProjectFacts {
  /** Job types that have a worker. */
  jobTypes: ReadonlySet<string>
  /** By form id. */
  forms: ReadonlyMap<string, FormField[]>
  /** Document kinds that have a template. */
  documents: ReadonlySet<string>
  /** Codes of data/limits.csv. */
  limits: ReadonlySet<string>
  /** Ids of the processes and decisions of bpmn/. */
  processes: ReadonlySet<string>
  decisions: ReadonlySet<string>
  /** `行政处罚法 99` for each article in a text that data/laws.yaml does not know of its law. */
  unknownArticles(text: string): string[]
}

export interface Rule {
  name: string
  /** Called for every element of the file. */
  check(element: ModelElement, reporter: Reporter, facts: ProjectFacts): void
}
