/** The parts of the contract that the panel and the worker talk about, named once; all come from the schema package. */
import type {
  Device,
  Feedback,
  Idea,
  IdeaRequest,
  Impact,
  Link,
  Me,
  MePatch,
  Question,
  ShareRequest,
  Suggestion,
  SuggestionPage,
  Thanks,
  Transparency,
} from "vertel-schema";
import type { FailureKind } from "./failure";
import { oneOf } from "./guards";

export type { Device, Feedback, Idea, IdeaRequest, Impact, Me, MePatch, Question, ShareRequest, Suggestion, SuggestionPage, Thanks, Transparency };

export type Caption = Suggestion["captions"][number];
export type Prompt = Suggestion["prompts"][number];
export type Kind = Suggestion["kind"];

/** In the order in which the panel shows them. */
export const KINDS: readonly Kind[] = ["story", "team_moment", "success", "vacancy", "event", "article"];

/** The links an employee can ask for; `none` is theirs too, and needs nobody. */
export type Scope = "campaign" | "personal";
export type LinkChoice = Scope | "none";
export const isLinkChoice = oneOf("campaign", "personal", "none");

export type TrackedLink = Pick<Link, "code" | "url">;

/** What an employee does with a suggestion besides telling it: keep it for later, put it away, or undo that. */
export const MARKS = ["save", "unsave", "hide", "unhide"] as const;
export type Mark = (typeof MARKS)[number];
/** How far back one looks at what one's sharing led to. */
export const PERIODS = ["month", "quarter", "year"] as const;
export type Period = (typeof PERIODS)[number];

/** Which suggestions to show; an absent part leaves that side open. */
export interface Query {
  /** Only those with the employee's own mark; those that are hidden are left out otherwise. */
  readonly marked?: "saved" | "hidden" | undefined;
  readonly kind?: Kind | undefined;
  readonly language?: string | undefined;
  readonly q?: string | undefined;
}

/** What has ended is not shown any more: nobody should share a vacancy that has closed. */
export const isLive = ({ expires_at: ends }: Suggestion, now: number): boolean => ends === null || Date.parse(ends) > now;

/** Suggestions as they were when they were fetched. */
export interface Library {
  readonly items: readonly Suggestion[];
  readonly nextCursor: string | null;
  /** Milliseconds since 1970, by this computer's clock. */
  readonly fetchedAt: number;
}

/** The languages in which servers can say what the employer sees. */
export const TOLD_IN = ["nl", "en"] as const;

/** What the organisation lets its colleagues use. What they have already goes on working. */
export interface Offers {
  readonly composerButton: boolean;
  readonly personalLinks: boolean;
  readonly ideas: boolean;
}

/** A line of what to do and one of what better not, in one language. */
export interface Guidance {
  readonly language: string;
  readonly do: string | null;
  readonly dont: string | null;
}

/** The organisation's colour of what can be pressed, on each ground. */
export interface Accent {
  readonly light: string;
  readonly dark: string;
}

/** Who is connected to what; nothing in it is secret. */
export interface Account {
  readonly server: string;
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** What they may do; an account that was stored by an older version does not say. */
  readonly role?: string | undefined;
  readonly organisation: string;
  /** The picture that is its mark; undefined without one. */
  readonly mark?: string | undefined;
  /** The names that say for whom a suggestion is meant; an account that was stored by an older version has none. */
  readonly team?: string | undefined;
  readonly location?: string | undefined;
  /** Languages the employee likes to write in, the first most. */
  readonly languages: readonly string[];
  /** Whether they chose them; otherwise they are what HR says, if anything. */
  readonly languagesChosen: boolean;
  /** Languages in which the organisation writes suggestions. */
  readonly organisationLanguages: readonly string[];
  /** Until then nothing calls for their attention; see `isSnoozed`. */
  readonly snoozedUntil: string | null;
  /** Whether what they share is recorded and they get tracked links. */
  readonly counting: boolean;
  /** After about so many UTF-16 units LinkedIn folds a post. */
  readonly foldDesktop: number;
  /** The same on a phone. */
  readonly foldPhone: number;
  readonly offers: Offers;
  /** Whether the server knows a tip from a copied text. */
  readonly knowsTips: boolean;
  readonly guidance: readonly Guidance[];
  /** Null for Vertel's own. */
  readonly accent: Accent | null;
  /** The server ended the session; what is kept here waits for a new code. */
  readonly ended: boolean;
}

/** A sign-in that goes on in another tab; nothing in it is secret. */
export interface SigningIn {
  readonly server: string;
  /** What that tab has to show as well. */
  readonly userCode: string;
  /** Where to confirm it. */
  readonly address: string;
  /** Milliseconds since 1970, by this computer's clock. */
  readonly expiresAt: number;
  readonly state: "waiting" | "refused" | "expired";
  /** Why the last question was not answered; the next one follows by itself. */
  readonly trouble?: FailureKind | undefined;
}

/** How one can sign in to a server. */
export interface Ways {
  /** Undefined where the server is too old to say. */
  readonly organisation: string | undefined;
  /** Whether one can sign in on the server's own page. */
  readonly browser: boolean;
}

export function isSnoozed({ snoozedUntil }: Pick<Account, "snoozedUntil">, now = Date.now()): boolean {
  return snoozedUntil !== null && Date.parse(snoozedUntil) > now;
}
