// Which of `count` elements one of many invocations takes: in turn, so that neighbouring invocations
// load what lies side by side.
struct Share { first: u32, end: u32, stride: u32 }

fn share_of(count: u32, invocation: u32, invocations: u32) -> Share {
  return Share(invocation, count, invocations);
}
