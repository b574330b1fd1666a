// Columns of a view: `take` neighbouring vec4, then a jump of `skip` to the next ones.
fn view_column(column4: u32, take: u32, skip: u32) -> u32 {
  return column4 / take * skip + column4 % take;
}
