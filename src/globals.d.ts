/** Version of the program, from package.json, set by the build. */
declare const __PROGRAM_VERSION__: string;

/** Of the rules that this program judges by, set by the build: see platform/rules-hash.ts. */
declare const __RULES_HASH__: string;

/** Of what this program measures and how, set by the build: see platform/rules-hash.ts. */
declare const __CATALOGUE_HASH__: string;

/** Where package.json says that the sources lie; null where it does not. */
declare const __REPOSITORY__: string | null;
