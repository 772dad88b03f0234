/** Version of the program, from package.json, set by the build. */
declare const __PROGRAM_VERSION__: string;
