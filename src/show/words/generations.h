// A run shown generation by generation.
#pragma once

#include "show/room.h"
#include "show/words/words.h"

namespace procdemo::show {

enum class Crowd {
  lines_left_out,   // {0} how many
  from,             // {0} the first of those taken together
  begins,           // {0} the generation, {1} alive, {2} born so far
  first,            // {0} alive
  refusing_begins,  // {0} the limit's bound
  row,              // {0} the generation, {1} born, {2} refused; where a table has no room
  table,            // what the table at the end shows
  column_generation,
  column_born,
  column_refused,
  all,

  end_of_list  // stays last
};

template <>
Entries<Crowd> english<Crowd>();
template <>
Entries<Crowd> chinese<Crowd>();

}  // namespace procdemo::show
