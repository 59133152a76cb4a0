/** What an employee asks of the server about themselves. The account that is kept here follows each answer. */
import type { Device, MailPreview, Mails, MailsPatch, MePatch, Transparency } from "vertel-schema";
import type { Account } from "../shared/shapes";
import type * as calls from "./api";
import type { LibraryService } from "./library";
import type { Session } from "./session";

type Calls = Pick<typeof calls, "call" | "changeMe" | "eraseMe" | "exportMe" | "myEtag" | "transparency">;

interface PersonDependencies {
  readonly session: Session;
  readonly api: Calls;
  readonly library: Pick<LibraryService, "forgetLinks">;
}

/** One page of them, and all that anybody has. */
const MOST_DEVICES = 100;

/** The mail that colleagues can ask for. */
const WEEKLY = "digest";

export function createPerson({ session, api, library }: PersonDependencies) {
  async function change(wishes: MePatch): Promise<Account> {
    const account = await session.change((access) => api.changeMe(access, wishes));
    if (!account.counting) await library.forgetLinks();
    return account;
  }

  /** Erased is only who was just looked at: that is what the ETag is for. */
  async function leave(): Promise<void> {
    const etag = await api.myEtag(await session.access());
    await session.leave((access) => api.eraseMe(access, etag));
  }

  async function devices(): Promise<readonly Device[]> {
    return (await api.call(await session.access(), (vertel) => vertel.devices.browse({ limit: MOST_DEVICES }))).items;
  }

  async function endDevice(id: string): Promise<void> {
    await api.call(await session.access(), (vertel) => vertel.devices.end(id));
  }

  const mails = async (): Promise<Mails> => api.call(await session.access(), (vertel) => vertel.mails.read());

  async function changeMails(wishes: MailsPatch): Promise<Mails> {
    return api.call(await session.access(), (vertel) => vertel.mails.change(wishes));
  }

  async function previewMail(): Promise<MailPreview> {
    return api.call(await session.access(), (vertel) => vertel.mails.preview(WEEKLY));
  }

  async function testMail(): Promise<void> {
    await api.call(await session.access(), (vertel) => vertel.mails.test(WEEKLY));
  }

  return {
    change,
    changeMails,
    mails,
    previewMail,
    testMail,
    devices,
    endDevice,
    leave,
    refresh: (): Promise<Account> => session.refresh(),
    transparency: async (language: "nl" | "en" | undefined): Promise<Transparency> =>
      api.transparency(await session.access(), language),
    exported: async (): Promise<unknown> => api.exportMe(await session.access()),
  };
}
