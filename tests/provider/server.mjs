/**
 * The certified OpenID provider, with the accounts of a test. Its pages to sign in are its own for development: any
 * password is right.
 *
 *     node server.mjs PORT '{"clients": [...], "accounts": {"SUBJECT": {"email": ...}}}'
 */
import { generateKeyPairSync } from "node:crypto";

import { Provider } from "oidc-provider";

const [port, told] = process.argv.slice(2);
const { clients, accounts } = JSON.parse(told);

const keys = [
  generateKeyPairSync("rsa", { modulusLength: 2048 }),
  generateKeyPairSync("ec", { namedCurve: "P-256" }),
  generateKeyPairSync("ed25519"),
].map(({ privateKey }) => privateKey.export({ format: "jwk" }));

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients,
  jwks: { keys },
  enabledJWA: { idTokenSigningAlgValues: ["RS256", "PS256", "ES256", "Ed25519"] },
  claims: { openid: ["sub", "employee_number", "groups"], email: ["email", "email_verified"], profile: ["name"] },
  findAccount: (_, subject) =>
    accounts[subject] && { accountId: subject, claims: () => ({ sub: subject, ...accounts[subject] }) },
  features: { devInteractions: { enabled: true } },
  pkce: { required: () => true },
});

provider.listen(Number(port), "127.0.0.1");
