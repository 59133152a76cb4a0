/** The parts of the contract that the panel and the worker talk about, named once; all come from the schema package. */
import type { Feedback, Idea, IdeaRequest, Impact, Link, Me, ShareRequest, Suggestion, SuggestionPage, Thanks } from "vertel-schema";

export type { Feedback, Idea, IdeaRequest, Impact, Me, ShareRequest, Suggestion, SuggestionPage, Thanks };

export type Caption = Suggestion["captions"][number];
export type Prompt = Suggestion["prompts"][number];
export type Kind = Suggestion["kind"];

/** In the order in which the panel shows them. */
export const KINDS: readonly Kind[] = ["story", "team_moment", "success", "vacancy", "event", "article"];

/** The links an employee can ask for; `none` is theirs too, and needs nobody. */
export type Scope = "campaign" | "personal";
export type LinkChoice = Scope | "none";

export type TrackedLink = Pick<Link, "code" | "url">;

/** How far back one looks at what one's sharing led to. */
export const PERIODS = ["month", "quarter", "year"] as const;
export type Period = (typeof PERIODS)[number];

/** Which suggestions to show; an absent part leaves that side open. */
export interface Query {
  readonly kind?: Kind | undefined;
  readonly language?: string | undefined;
  readonly q?: string | undefined;
}

/** Suggestions as they were when they were fetched. */
export interface Library {
  readonly items: readonly Suggestion[];
  readonly nextCursor: string | null;
  /** Milliseconds since 1970, by this computer's clock. */
  readonly fetchedAt: number;
}

/** Who is connected to what; nothing in it is secret. */
export interface Account {
  readonly server: string;
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly organisation: string;
  /** Languages the employee likes to write in, the first most. */
  readonly languages: readonly string[];
  /** After about so many UTF-16 units LinkedIn folds a post. */
  readonly foldDesktop: number;
  /** The server ended the session; what is kept here waits for a new code. */
  readonly ended: boolean;
}
