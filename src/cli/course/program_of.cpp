#include "cli/course/program_of.h"

#include "lesson/catalogue.h"
#include "lesson/program.h"

namespace procdemo::cli {

std::filesystem::path program_of(const Lesson& lesson) {
  const bool is_ours = lesson.folder.parent_path() == lessons_folder();
  return is_ours ? built_program(lesson) : compiled_program(lesson);
}

}  // namespace procdemo::cli
