/** Under a policy of trusted types a worker's script has to be vouched for: its own address and no other. */
interface TrustedTypesFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): unknown };
}

/** Once for each address and global scope. */
export function trustedScript(policy: string, address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypesFactory };
  if (!trustedTypes) return address;
  const rules = {
    createScriptURL(url: string): string {
      if (url !== address) throw new TypeError(`${policy}: unexpected script address: ${url}`);
      return url;
    },
  };
  return trustedTypes.createPolicy(policy, rules).createScriptURL(address) as string;
}
