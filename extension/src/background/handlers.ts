/** What the worker does for each request of the panel: one function per request, by subject. */
import { Failed } from "../shared/failure";
import type { Answers, RequestOf, RequestType } from "../shared/messages";
import type {
  ButtonAnswers,
  LibraryAnswers,
  PersonAnswers,
  SessionAnswers,
  SharingAnswers,
  VoicesAnswers,
} from "../shared/requests";
import { serverAddress } from "../shared/server-address";
import type { Services } from "./services";

/** One handler for each of some requests. */
type Handlers<T extends RequestType> = { readonly [K in T]: (request: RequestOf<K>) => Promise<Answers[K]> };

export function handlersWith(services: Services): Handlers<RequestType> {
  return {
    ...sessionHandlers(services),
    ...libraryHandlers(services),
    ...sharingHandlers(services),
    ...personHandlers(services),
    ...voicesHandlers(services),
    ...buttonHandlers(services),
  };
}

/** Begins and ends a session. */
function sessionHandlers({ session, signIn, person, outbox }: Services): Handlers<keyof SessionAnswers> {
  return {
    sign_in_ways: ({ server }) => signIn.ways(safe(server)),
    sign_in_begin: ({ server }) => signIn.begin(safe(server)),
    sign_in_carry_on: async () => {
      await signIn.carryOn();
      return null;
    },
    sign_in_cancel: async () => {
      await signIn.cancel();
      return null;
    },
    connect: async ({ server, code }) => {
      const address = safe(server);
      const account = await session.connect(address, code.trim(), await signIn.nameAt(address));
      void outbox.flush();
      return account;
    },

    /** Here at once. What the server should still hear goes out behind the answer: it may be slow, or gone. */
    sign_out: async () => {
      const waiting = await outbox.waiting();
      const last = await session.end();
      if (last !== undefined) void outbox.sendOff(waiting, last).then(() => session.revoke(last));
      return null;
    },
    devices: async () => {
      try {
        return await person.devices();
      } catch (error) {
        // browsers report a path that an older server does not know as a server out of reach
        const account = await session.account();
        if (account !== undefined && (await signIn.knowsDevices(account.server)) === false) throw new Failed("gone");
        throw error;
      }
    },
    end_device: async ({ id }) => {
      await person.endDevice(id);
      return null;
    },
  };
}

/** The address to talk to, of the one that was typed. */
function safe(typed: string): string {
  const server = serverAddress(typed);
  if (server === undefined) throw new Failed("refused");
  return server;
}

/** Fetches what there is to read, and puts aside what the employee puts aside. */
function libraryHandlers({ library, pictures, outbox, attention }: Services): Handlers<keyof LibraryAnswers> {
  return {
    library: async ({ query, cursor }) => {
      const found = await library.fetchPage(query, cursor);
      // the server answers, so what waits for it can go: sooner than the next alarm
      void outbox.flush();
      return found;
    },
    link: ({ suggestionId, scope }) => library.link(suggestionId, scope),
    image: ({ id }) => pictures.image(id),
    mark: async ({ suggestionId, mark }) => {
      await library.mark(suggestionId, mark);
      return null;
    },
    seen: async ({ ids }) => {
      await attention.saw(ids);
      return null;
    },
    picture: ({ id }) => pictures.picture(id),
  };
}

/** Takes what the employee did into the outbox. */
function sharingHandlers({ outbox, session }: Services): Handlers<keyof SharingAnswers> {
  return {
    share: async ({ share }) => {
      // who paused the counting does not even tell
      if ((await session.account())?.counting === false) return null;
      await (share.method === "insert" ? outbox.hold(share) : outbox.add(share));
      // stored, so the panel has its answer; sending goes on behind it
      void outbox.flush();
      return null;
    },

    share_stands: async ({ id }) => {
      await outbox.release(id);
      void outbox.flush();
      return null;
    },

    share_undone: ({ id }) => outbox.takeBack(id),
  };
}

/** Does what an employee decides about themselves. */
function personHandlers({ person, outbox }: Services): Handlers<keyof PersonAnswers> {
  return {
    me: async () => {
      const account = await person.refresh();
      // asked for when the panel opens: the server answers, so what waits for it can go
      void outbox.flush();
      return account;
    },
    change_me: ({ wishes }) => person.change(wishes),
    mails: () => person.mails(),
    change_mails: ({ wishes }) => person.changeMails(wishes),
    preview_mail: () => person.previewMail(),
    test_mail: async () => {
      await person.testMail();
      return null;
    },
    transparency: ({ language }) => person.transparency(language),
    export: () => person.exported(),
    leave: async () => {
      await person.leave();
      return null;
    },
  };
}

/** Carries what an employee says, and fetches what is said to them. */
function voicesHandlers({ voices }: Services): Handlers<keyof VoicesAnswers> {
  return {
    my_feedback: () => voices.myFeedback(),
    give_feedback: ({ suggestionId, feedback }) => voices.give(suggestionId, feedback),
    take_back: async ({ suggestionId }) => {
      await voices.takeBack(suggestionId);
      return null;
    },
    ideas: () => voices.ideas(),
    questions: () => voices.questions(),
    upload_photo: ({ key, photo, picture }) => voices.uploadPhoto(key, photo, picture),
    send_idea: ({ key, idea }) => voices.send(key, idea),
    reply_to_idea: ({ key, ideaId, reply }) => voices.reply(key, ideaId, reply.text),
    withdraw_idea: async ({ ideaId }) => {
      await voices.withdraw(ideaId);
      return null;
    },
    thanks: () => voices.thanks(),
    impact: ({ period }) => voices.impact(period),
  };
}

/** Puts the button in LinkedIn's composer, and takes it away. */
function buttonHandlers({ composerButton }: Services): Handlers<keyof ButtonAnswers> {
  return {
    composer_button: async ({ on }) => {
      await composerButton.turn(on);
      return null;
    },
  };
}
