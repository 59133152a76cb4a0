/** What there is to read: suggestions, their pictures and their links. */
import { closed, oneOf, optional, text, uuid } from "../guards";
import { KINDS, type Library, type TrackedLink } from "../shapes";

const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

const query = closed({
  kind: optional(oneOf(...KINDS)),
  language: optional(text(35, LANGUAGE)),
  q: optional(text(200)),
});

export const libraryRequests = {
  /** Fetch suggestions, or the page of them after `cursor`. */
  library: closed({ type: oneOf("library"), query, cursor: optional(text(500)) }),
  /** My tracked link for a suggestion. */
  link: closed({ type: oneOf("link"), suggestionId: uuid, scope: oneOf("campaign", "personal") }),
  /** A picture of a suggestion, small enough for the panel, as a data URL. */
  image: closed({ type: oneOf("image"), id: uuid }),
  /** The same picture as the server keeps it, to be added to a post. */
  picture: closed({ type: oneOf("picture"), id: uuid }),
};

export interface LibraryAnswers {
  library: Library;
  link: TrackedLink;
  image: string;
  picture: string;
}
