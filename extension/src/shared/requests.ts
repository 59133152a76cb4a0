/** All that the panel asks of the worker: the shape of each request, by its `type`, and what it is answered with. */
import {
  validateFeedbackRequest,
  validateIdeaReplyRequest,
  validateIdeaRequest,
  validateMailsPatch,
  validateMePatch,
  validateShareRequest,
} from "vertel-schema";
import type { MailPreview, Mails } from "vertel-schema";
import { closed, flag, list, oneOf, optional, text, uuid } from "./guards";
import { MOST_SEEN } from "./seen";
import {
  KINDS,
  MARKS,
  PERIODS,
  TOLD_IN,
  type Account,
  type Device,
  type Feedback,
  type Idea,
  type Impact,
  type Library,
  type Question,
  type SigningIn,
  type Thanks,
  type TrackedLink,
  type Transparency,
  type Ways,
} from "./shapes";

const LONGEST_ADDRESS = 300;

/** Who is connected: begin and end a session, here and on the employee's other devices. */
const session = {
  /** How one can sign in to a server. */
  sign_in_ways: closed({ type: oneOf("sign_in_ways"), server: text(LONGEST_ADDRESS) }),
  /** Begin to sign in on the server's own page; storage says how it goes on. */
  sign_in_begin: closed({ type: oneOf("sign_in_begin"), server: text(LONGEST_ADDRESS) }),
  /** Somebody waits for it: ask the server, if it is time to. */
  sign_in_carry_on: closed({ type: oneOf("sign_in_carry_on") }),
  /** Give it up. */
  sign_in_cancel: closed({ type: oneOf("sign_in_cancel") }),
  /** Begin a session at a server with a one-time code. */
  connect: closed({ type: oneOf("connect"), server: text(LONGEST_ADDRESS), code: text(100) }),
  /** End the session and forget everything about the employee. */
  sign_out: closed({ type: oneOf("sign_out") }),
  /** Where I am signed in. */
  devices: closed({ type: oneOf("devices") }),
  /** Sign me out there. */
  end_device: closed({ type: oneOf("end_device"), id: uuid }),
};

export interface SessionAnswers {
  sign_in_ways: Ways;
  sign_in_begin: SigningIn;
  sign_in_carry_on: null;
  sign_in_cancel: null;
  connect: Account;
  sign_out: null;
  devices: readonly Device[];
  end_device: null;
}

const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

const query = closed({
  kind: optional(oneOf(...KINDS)),
  language: optional(text(35, LANGUAGE)),
  q: optional(text(200)),
  marked: optional(oneOf("saved", "hidden")),
});

/** What there is to read: suggestions, their pictures and their links; and what the employee puts aside of it. */
const library = {
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

/** What an employee did with a suggestion, to be told to the server. */
const sharing = {
  /** Remember that a text was inserted or copied; answered when it is safely stored. */
  share: closed({ type: oneOf("share"), share: validateShareRequest }),
  /** An insertion is not going to be undone any more: tell the server of it. */
  share_stands: closed({ type: oneOf("share_stands"), id: uuid }),
  /** An insertion was undone: forget it. Answers whether that could still be done. */
  share_undone: closed({ type: oneOf("share_undone"), id: uuid }),
};

export interface SharingAnswers {
  share: null;
  share_stands: null;
  share_undone: boolean;
}

/** What an employee decides about themselves, and what they can read about it. */
const person = {
  /** Look what the server knows of me now; the account in storage becomes that. */
  me: closed({ type: oneOf("me") }),
  /** Change how I like it: snooze, counting, languages. */
  change_me: closed({ type: oneOf("change_me"), wishes: validateMePatch }),
  /** Which mails I asked for. */
  mails: closed({ type: oneOf("mails") }),
  /** Ask for one, end it, or say when it is to come. */
  change_mails: closed({ type: oneOf("change_mails"), wishes: validateMailsPatch }),
  /** What the weekly one would say now. */
  preview_mail: closed({ type: oneOf("preview_mail") }),
  /** Have it sent to me now. */
  test_mail: closed({ type: oneOf("test_mail") }),
  /** What the employer can see and what is held about me; without a language in the one that the browser asks for. */
  transparency: closed({ type: oneOf("transparency"), language: optional(oneOf(...TOLD_IN)) }),
  /** All data that is held about me. */
  export: closed({ type: oneOf("export") }),
  /** Erase me on the server, and then everything in this browser. */
  leave: closed({ type: oneOf("leave") }),
};

export interface PersonAnswers {
  me: Account;
  change_me: Account;
  mails: Mails;
  change_mails: Mails;
  preview_mail: MailPreview;
  test_mail: null;
  transparency: Transparency;
  export: unknown;
  leave: null;
}

/** A photo as text: what `panel/ideas/photo.ts` makes is a third of this at most. */
const MOST_PHOTO = 4_000_000;
const PHOTO = /^data:image\/jpeg;base64,[A-Za-z0-9+/]+={0,2}$/;

/**
 * What an employee says back, what is said to them, and what their sharing led to. A `key` is made with the draft:
 * however often a request is sent, what it asks for happens once.
 */
const voices = {
  my_feedback: closed({ type: oneOf("my_feedback") }),
  give_feedback: closed({ type: oneOf("give_feedback"), suggestionId: uuid, feedback: validateFeedbackRequest }),
  take_back: closed({ type: oneOf("take_back"), suggestionId: uuid }),
  ideas: closed({ type: oneOf("ideas") }),
  /** What editors ask me, and what came of what they asked before. */
  questions: closed({ type: oneOf("questions") }),
  /** A photo for an idea, before the idea itself; answered with the id to name it by. */
  upload_photo: closed({ type: oneOf("upload_photo"), key: uuid, photo: uuid, picture: text(MOST_PHOTO, PHOTO) }),
  send_idea: closed({ type: oneOf("send_idea"), key: uuid, idea: validateIdeaRequest }),
  reply_to_idea: closed({ type: oneOf("reply_to_idea"), key: uuid, ideaId: uuid, reply: validateIdeaReplyRequest }),
  withdraw_idea: closed({ type: oneOf("withdraw_idea"), ideaId: uuid }),
  thanks: closed({ type: oneOf("thanks") }),
  impact: closed({ type: oneOf("impact"), period: oneOf(...PERIODS) }),
};

export interface MyImpact {
  readonly report: Impact;
  /** False while the employee has paused the counting. */
  readonly counting: boolean;
}

export interface VoicesAnswers {
  my_feedback: readonly Feedback[];
  give_feedback: Feedback;
  take_back: null;
  ideas: readonly Idea[];
  questions: readonly Question[];
  upload_photo: string;
  send_idea: Idea;
  reply_to_idea: Idea;
  withdraw_idea: null;
  thanks: readonly Thanks[];
  impact: MyImpact;
}

/** The button in LinkedIn's composer. */
const button = {
  /** Put it on LinkedIn's pages, or take it away from all of them; answered when that is done. */
  composer_button: closed({ type: oneOf("composer_button"), on: flag }),
};

export interface ButtonAnswers {
  composer_button: null;
}

/** One guard per request; its name is the request's `type`. */
export const requests = { ...session, ...library, ...sharing, ...person, ...voices, ...button };

/** What each request is answered with when it works. */
export interface Answers
  extends SessionAnswers, LibraryAnswers, SharingAnswers, PersonAnswers, VoicesAnswers, ButtonAnswers {}
