// Test set-up: this process's Vulkan programs run on SwiftShader.

import process from "node:process";
import { swiftshader } from "./drivers.mjs";

Object.assign(process.env, swiftshader());
