import type { ParamType } from './functions/function.ts';
import type { Value } from './value.ts';

/** Go's name of a value's type, as `%T` and error messages have it. A nil has none. */
export function typeName(value: Value): string {
  switch (value.kind) {
    case 'nil':
      return '<nil>';
    case 'bool':
      return 'bool';
    case 'int':
      return value.type;
    case 'float':
      return 'float64';
    case 'string':
      return 'string';
    case 'bytes':
      return '[]uint8';
    case 'list':
      return value.named ?? `[]${value.elem}`;
    case 'map':
      return value.named ?? `map[string]${value.elem}`;
    case 'object':
      return value.object.type;
    case 'opaque':
      return 'interface {}';
  }
}

/** Go's reflect.Kind of a value, as `kindOf` prints it. */
export function kindName(value: Value): string {
  switch (value.kind) {
    case 'nil':
      return 'invalid';
    case 'bytes':
    case 'list':
      return 'slice';
    case 'map':
      return 'map';
    case 'object':
      return value.object.goKind;
    case 'opaque':
      return 'interface';
    default:
      return typeName(value);
  }
}

const paramNames: Readonly<Record<ParamType, string>> = {
  any: 'interface {}',
  string: 'string',
  bool: 'bool',
  int: 'int',
  int64: 'int64',
  uint32: 'uint32',
  float64: 'float64',
  map: 'map[string]interface {}',
  list: '[]interface {}',
  time: 'time.Time',
  certificate: 'sprig.certificate',
  version: '*semver.Version',
};

/** Go's name of a parameter's type. */
export const paramName = (param: ParamType): string => paramNames[param];

/** Whether Go can assign the value to the parameter as it is. */
export function isAssignable(value: Value, param: ParamType): boolean {
  switch (param) {
    case 'any':
      return true;
    case 'int':
    case 'int64':
    case 'uint32':
      return value.kind === 'int' && value.type === param;
    case 'float64':
      return value.kind === 'float';
    case 'map':
    case 'list':
      return value.kind === param && value.elem === 'interface {}';
    case 'time':
    case 'certificate':
    case 'version':
      return value.kind === 'object' && value.object.type === paramName(param);
    default:
      return value.kind === param;
  }
}
