export const chromiumArgs: string[];
export const slowlyCompiledFeature: string;
export const withoutUnseenPages: string;
export const wantsHardware: boolean;
export function findChromium(): string | null;
export function findSoftwareVulkan(): { icd: string; loader: string | null } | null;
export function vulkanEnvironment(): Record<string, string>;
