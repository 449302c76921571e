#include "cli/course/program_of.h"

#include "lesson/catalogue.h"
#include "lesson/program.h"

namespace procdemo::cli {

std::filesystem::path program_of(const Lesson& lesson) {
  return is_own(lesson) ? built_program(lesson) : compiled_program(lesson);
}

}  // namespace procdemo::cli
