/** What the panel's own parts ask of a worker and the console shows too: signing in and out, who one is, pictures. */
import * as api from "../../background/api";
import { deviceName } from "../../background/device-name";
import { DeviceSignIn } from "../../background/device-sign-in";
import { keptStore } from "../../background/kept-store";
import { createPictures } from "../../background/pictures";
import { Session } from "../../background/session";
import { thumbnail } from "../../background/thumbnail";
import { storage } from "../../shared/browser";
import { failureOf } from "../../shared/failure";
import type { Answers, AnyRequest, Reply, RequestOf, RequestType } from "../../shared/messages";
import { scope } from "../../web/scope";

type Handlers<T extends RequestType> = { readonly [K in T]: (request: RequestOf<K>) => Promise<Answers[K]> };
type Known = "sign_in_ways" | "sign_in_begin" | "sign_in_carry_on" | "sign_in_cancel" | "connect" | "sign_out" | "me" | "image" | "picture";

const store = keptStore(storage);
const session = new Session(store, api);
const access = (): Promise<api.Access> => session.access();
const pictures = createPictures({ store: storage, fetchImage: api.image, access, thumbnail, now: Date.now });

const signIn = new DeviceSignIn({
  store,
  api,
  session,
  name: () => deviceName(navigator.userAgent),
  wake: (when) => {
    setTimeout(() => void signIn.carryOn(), when - Date.now());
    return Promise.resolve();
  },
  onConnected: () => undefined,
  now: Date.now,
});

/** There is one server for this page: its own. */
const server = (): string => scope.location.origin;

const handlers: Handlers<Known> = {
  sign_in_ways: () => signIn.ways(server()),
  sign_in_begin: () => signIn.begin(server()),
  sign_in_carry_on: async () => {
    await signIn.carryOn();
    return null;
  },
  sign_in_cancel: async () => {
    await signIn.cancel();
    return null;
  },
  connect: async ({ code }) => session.connect(server(), code.trim(), await signIn.nameAt(server())),
  sign_out: async () => {
    const last = await session.end();
    if (last !== undefined) void session.revoke(last);
    return null;
  },
  me: () => session.refresh(),
  image: ({ id }) => pictures.image(id),
  picture: ({ id }) => pictures.picture(id),
};

export { access };

/** Undefined for a request that the console has no use for. */
export async function answerRequest(request: AnyRequest): Promise<Reply<RequestType> | undefined> {
  if (!Object.hasOwn(handlers, request.type)) return undefined;
  // the request's type is its handler's: TypeScript cannot follow that through the table
  const handle = handlers[request.type as Known] as (request: AnyRequest) => Promise<Answers[RequestType]>;
  return handle(request).then(
    (value) => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, failure: failureOf(error) }),
  );
}

// a page before this one may have been closed while somebody signed in; without storage nobody can
void signIn.carryOn().catch(() => undefined);
