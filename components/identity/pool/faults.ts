/** What Cognito would refuse, or would make unsafe, told before anything is created. */
import { domainNameFault, zoneFault } from "../../internal/domainNames";
import { rangeFaults } from "../../internal/serviceFaults";
import type { SignInDomain, UserPoolArgs } from "./args";

/** The first fault in the arguments, or undefined. */
export function userPoolFault(args: UserPoolArgs): string | undefined {
  const { callbackUrls, logoutUrls = [], mfa, passkeys } = args;
  return (
    signInFault(args.signIn) ??
    (callbackUrls.length === 0
      ? "callbackUrls must name at least one page, got none; give the page that completes the sign-in, such as https://shop.example.com/signed-in"
      : undefined) ??
    urlFault("callbackUrls", callbackUrls) ??
    urlFault("logoutUrls", logoutUrls) ??
    (passkeys === true && mfa === "required"
      ? 'passkeys must be left out when mfa is "required", as a passkey counts as one factor only, got true; set mfa to "optional" or drop passkeys'
      : undefined) ??
    (args.rememberedPasswords !== undefined && args.threatProtection === "off"
      ? `rememberedPasswords must be left out when threatProtection is "off", as Cognito remembers none then, got ${args.rememberedPasswords}; drop it or protect against threats`
      : undefined) ??
    numberFaults(args)[0] ??
    lifetimeFault(args) ??
    groupFault(args.groups)
  );
}

function numberFaults(args: UserPoolArgs): string[] {
  return [
    ...rangeFaults("minimumPasswordLength", args.minimumPasswordLength ?? 14, 8, 99),
    ...rangeFaults("rememberedPasswords", args.rememberedPasswords ?? 5, 1, 24),
    ...rangeFaults("invitationDays", args.invitationDays ?? 7, 1, 365),
    ...rangeFaults("tokenMinutes", args.tokenMinutes ?? 15, 5, 1440),
    ...rangeFaults("sessionHours", args.sessionHours ?? 24, 1, 8760),
    ...rangeFaults("signInMinutes", args.signInMinutes ?? 5, 3, 15),
    ...rangeFaults("refreshGraceSeconds", args.refreshGraceSeconds ?? 10, 0, 60),
  ];
}

function lifetimeFault({ tokenMinutes = 15, sessionHours = 24 }: UserPoolArgs): string | undefined {
  return tokenMinutes <= sessionHours * 60
    ? undefined
    : `tokenMinutes must not exceed the session, got ${tokenMinutes} minutes in a session of ${sessionHours} hours; lower tokenMinutes or raise sessionHours`;
}

function signInFault(signIn: SignInDomain): string | undefined {
  if (signIn.kind === "prefix") return prefixFault(signIn.prefix);
  const { domainName, certificate, zoneName } = signIn;
  return (
    domainNameFault("signIn.domainName", domainName) ??
    zoneFault("signIn.domainName", domainName, zoneName) ??
    (certificate.region === "us-east-1"
      ? undefined
      : `signIn.certificate must be in us-east-1, got ${certificate.region ?? "the stack's region"}; create the Certificate with region: "us-east-1"`) ??
    (certificate.names.some((name) => covers(name, domainName))
      ? undefined
      : `signIn.certificate must name ${domainName}, got ${certificate.names.join(", ")}; add the name to the Certificate`)
  );
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html */
function prefixFault(prefix: string): string | undefined {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(prefix) && !/aws|amazon|cognito/.test(prefix)
    ? undefined
    : `signIn.prefix must be 1 to 63 lower-case letters, digits and inner hyphens without aws, amazon or cognito, got "${prefix}"; choose another, such as the project and stack: shop-dev`;
}

/** Whether a certificate for `name` is one for `domain`; a wildcard stands for one label. */
function covers(name: string, domain: string): boolean {
  return name.startsWith("*.") ? domain.replace(/^[^.]+\./, "*.") === name : name === domain;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
function urlFault(argument: string, urls: readonly string[]): string | undefined {
  const wrong = urls.find((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const local = url?.protocol === "http:" && url.hostname === "localhost";
    return url === undefined || url.hash !== "" || (url.protocol !== "https:" && !local);
  });
  return wrong === undefined
    ? undefined
    : `${argument} must be https addresses without a fragment, or http on localhost, got "${wrong}"; correct it or take it out`;
}

function groupFault(groups: UserPoolArgs["groups"] = {}): string | undefined {
  const wrong = Object.keys(groups).find((group) => !/^[\w.:-]{1,128}$/.test(group));
  return wrong === undefined
    ? undefined
    : `groups must have names of letters, digits and . _ : -, got "${wrong}"; rename the group`;
}
