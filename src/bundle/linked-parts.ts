import apache from './licenses/apache-2.0.txt?raw';
import llvmException from './licenses/llvm-exception.txt?raw';
import mit from './licenses/mit.txt?raw';
import khronos from './licenses/mit-khronos.txt?raw';
import ncsa from './licenses/ncsa.txt?raw';

/** Texts by their SPDX names; where a text names no holder, the notice of the part does. */
const TEXTS = {
  'Apache-2.0': apache,
  'Apache-2.0 WITH LLVM-exception': llvmException,
  MIT: mit,
  'MIT-Khronos-old': khronos,
  NCSA: ncsa,
} as const;

type LicenseName = keyof typeof TEXTS;

/** A project whose code is part of a binary: the binary itself first, then what is linked into it. */
export interface LinkedPart {
  readonly name: string;
  readonly source: string;
  readonly copyright: string;
  /** Null: its text stands apart. */
  readonly license: LicenseName | null;
}

/** What was linked into one file. */
export interface LinkedBinary {
  readonly file: string;
  readonly parts: readonly LinkedPart[];
}

const KHRONOS = 'https://github.com/KhronosGroup';

const SPIRV: readonly LinkedPart[] = [
  {
    name: 'SPIRV-Tools',
    source: `${KHRONOS}/SPIRV-Tools`,
    copyright: 'Copyright (c) 2015-2025 The Khronos Group Inc., Google Inc., Valve Corporation, LunarG Inc.',
    license: 'Apache-2.0',
  },
  {
    name: 'SPIRV-Headers',
    source: `${KHRONOS}/SPIRV-Headers`,
    copyright: 'Copyright (c) 2015-2024 The Khronos Group Inc.',
    license: 'MIT-Khronos-old',
  },
];

const VULKAN_HEADERS: LinkedPart = {
  name: 'Vulkan-Headers, Vulkan-Utility-Libraries',
  source: `${KHRONOS}/Vulkan-Headers`,
  copyright: 'Copyright (c) 2015-2025 The Khronos Group Inc., Valve Corporation, LunarG, Inc.',
  license: 'Apache-2.0',
};

/** Chromium is built with its own. */
const LIBCXX: LinkedPart = {
  name: 'libc++ and libc++abi',
  source: 'https://github.com/llvm/llvm-project',
  copyright: 'Copyright (c) The LLVM Project contributors; until 2019 also under the NCSA licence below',
  license: 'Apache-2.0 WITH LLVM-exception',
};

const SUBZERO: LinkedPart = {
  name: 'Subzero, and the parts of LLVM that it needs',
  source: 'https://swiftshader.googlesource.com/SwiftShader/+/HEAD/third_party/subzero',
  copyright:
    'Copyright (c) 2003-2019 University of Illinois at Urbana-Champaign; The Subzero Code Generator authors',
  license: 'NCSA',
};

/** The Vulkan loader and SwiftShader, as @sparticuz/chromium packs them. */
export const VULKAN_BINARIES: readonly LinkedBinary[] = [
  {
    file: 'libvk_swiftshader.so',
    parts: [
      {
        name: 'SwiftShader',
        source: 'https://swiftshader.googlesource.com/SwiftShader',
        copyright: 'Copyright The SwiftShader Authors',
        license: 'Apache-2.0',
      },
      SUBZERO,
      ...SPIRV,
      {
        name: 'Marl',
        source: 'https://github.com/google/marl',
        copyright: 'Copyright The Marl Authors',
        license: 'Apache-2.0',
      },
      {
        name: 'astc-encoder',
        source: 'https://github.com/ARM-software/astc-encoder',
        copyright: 'Copyright 2011-2024 Arm Limited',
        license: 'Apache-2.0',
      },
      VULKAN_HEADERS,
      LIBCXX,
    ],
  },
  {
    file: 'libvulkan.so.1',
    parts: [
      {
        name: 'Vulkan-Loader',
        source: `${KHRONOS}/Vulkan-Loader`,
        copyright: 'Copyright (c) 2014-2025 The Khronos Group Inc., Valve Corporation, LunarG, Inc.',
        license: 'Apache-2.0',
      },
      {
        name: 'cJSON',
        source: 'https://github.com/DaveGamble/cJSON',
        copyright: 'Copyright (c) 2009-2017 Dave Gamble and cJSON contributors',
        license: 'MIT',
      },
      VULKAN_HEADERS,
      LIBCXX,
    ],
  },
];

/** Dawn as a module of Node, from the package webgpu. */
export const DAWN_BINARY: LinkedBinary = {
  file: 'dawn.node',
  parts: [
    {
      name: 'Dawn and Tint',
      source: 'https://dawn.googlesource.com/dawn',
      copyright: 'Copyright 2017-2025 The Dawn & Tint Authors',
      license: null,
    },
    {
      name: 'Abseil',
      source: 'https://github.com/abseil/abseil-cpp',
      copyright: 'Copyright The Abseil Authors',
      license: 'Apache-2.0',
    },
    ...SPIRV,
    VULKAN_HEADERS,
    {
      name: 'node-addon-api',
      source: 'https://github.com/nodejs/node-addon-api',
      copyright: 'Copyright (c) 2017 Node.js API collaborators',
      license: 'MIT',
    },
    {
      name: 'node-api-headers',
      source: 'https://github.com/nodejs/node-api-headers',
      copyright: 'Copyright Node.js contributors',
      license: 'MIT',
    },
  ],
};

/** Every part with its holder and licence, then each licence once, in full. */
export function noticeText(binaries: readonly LinkedBinary[]): string {
  const parts = binaries.flatMap(binary => binary.parts);
  const named = new Set(parts.flatMap(({ license }) => license ?? []));
  // Both rest on another text.
  if (named.has('Apache-2.0 WITH LLVM-exception')) named.add('Apache-2.0').add('NCSA');
  const texts = [...named].sort().map(name => `${RULE}\n${name}\n\n${TEXTS[name].trim()}\n`);
  return [...binaries.map(binaryText), ...texts].join('\n');
}

const RULE = '='.repeat(72);

function binaryText({ file, parts }: LinkedBinary): string {
  const lines = parts.map(
    ({ name, source, copyright, license }) =>
      `  ${name}, ${source}\n    ${copyright}. ${license ?? 'See below'}.\n`,
  );
  return `${file}, with what is linked into it:\n${lines.join('')}`;
}
