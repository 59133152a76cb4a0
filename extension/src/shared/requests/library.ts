/** What there is to read: suggestions, their pictures and their links; and what the employee puts aside of it. */
import { closed, list, oneOf, optional, text, uuid } from "../guards";
import { KINDS, MARKS, type Library, type TrackedLink } from "../shapes";

/** How many suggestions can be seen for the first time at once: more than a page of them. */
export const MOST_SEEN = 100;

const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

const query = closed({
  kind: optional(oneOf(...KINDS)),
  language: optional(text(35, LANGUAGE)),
  q: optional(text(200)),
  marked: optional(oneOf("saved", "hidden")),
});

export const libraryRequests = {
  /** Fetch suggestions, or the page of them after `cursor`. */
  library: closed({ type: oneOf("library"), query, cursor: optional(text(500)) }),
  /** My tracked link for a suggestion. */
  link: closed({ type: oneOf("link"), suggestionId: uuid, scope: oneOf("campaign", "personal") }),
  /** A picture of a suggestion, small enough for the panel, as a data URL. */
  image: closed({ type: oneOf("image"), id: uuid }),
  /** Save a suggestion for later or hide it, or undo that. */
  mark: closed({ type: oneOf("mark"), suggestionId: uuid, mark: oneOf(...MARKS) }),
  /** These were shown for the first time. */
  seen: closed({ type: oneOf("seen"), ids: list(uuid, MOST_SEEN) }),
  /** The same picture as the server keeps it, to be added to a post. */
  picture: closed({ type: oneOf("picture"), id: uuid }),
};

export interface LibraryAnswers {
  library: Library;
  link: TrackedLink;
  image: string;
  mark: null;
  seen: null;
  picture: string;
}
