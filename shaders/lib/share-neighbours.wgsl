// Which of `count` elements one of many invocations takes: neighbours, which share cache lines.
struct Share { first: u32, end: u32, stride: u32 }

fn share_of(count: u32, invocation: u32, invocations: u32) -> Share {
  let each = (count + invocations - 1u) / invocations;
  return Share(invocation * each, min((invocation + 1u) * each, count), 1u);
}
